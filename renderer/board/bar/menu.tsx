import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export const menuButton =
  'flex h-7 shrink-0 items-center gap-1 rounded-control px-2 text-sm whitespace-nowrap text-ink-2 hover:bg-hover hover:text-ink data-[state=open]:bg-selected';

type MenuBoxProps = { readonly label: string; readonly children: ReactNode };

export function MenuBox({ label, children }: MenuBoxProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        aria-label={label}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        className="appearing hairline z-30 max-h-100 max-w-72 min-w-44 overflow-y-auto rounded-card bg-raised p-1 shadow-dialog"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

const item =
  'flex h-7 items-center gap-2 rounded-tiny px-2 text-sm text-ink-2 outline-none! data-[highlighted]:bg-selected data-[highlighted]:text-ink';

type CheckedItemProps = {
  readonly checked: boolean;
  readonly onChange: () => void;
  readonly children: ReactNode;
};

/** Choosing leaves the menu open. */
export function CheckedItem({ checked, onChange, children }: CheckedItemProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={item}
    >
      <Mark />
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

/** One of several; choosing closes the menu. */
export function RadioItem({ value, children }: { readonly value: string; readonly children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem value={value} className={item}>
      <Mark />
      {children}
    </DropdownMenu.RadioItem>
  );
}

function Mark() {
  return (
    <span className="grid size-3.5 shrink-0 place-items-center" aria-hidden>
      <DropdownMenu.ItemIndicator>
        <Check className="size-3.5 text-accent" />
      </DropdownMenu.ItemIndicator>
    </span>
  );
}
