import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { groupings, useBoardPrefs } from './board-prefs.ts';
import { MenuBox, menuButton, RadioItem } from './menu.tsx';

export function GroupMenu() {
  const grouping = useBoardPrefs((prefs) => prefs.grouping);
  const current = groupings.find(({ value }) => value === grouping) ?? groupings[0];
  const choose = (wanted: string) => {
    const found = groupings.find(({ value }) => value === wanted);
    if (found) useBoardPrefs.setState({ grouping: found.value });
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={menuButton}>
        {current.short}
        <ChevronDown className="size-3" aria-hidden />
      </DropdownMenu.Trigger>
      <MenuBox label="Group the board">
        <DropdownMenu.RadioGroup value={grouping} onValueChange={choose}>
          {groupings.map(({ value, title }) => (
            <RadioItem key={value} value={value}>
              {title}
            </RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </MenuBox>
    </DropdownMenu.Root>
  );
}
