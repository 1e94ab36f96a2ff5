import { Button } from '../ui/button.tsx';
import { Setting } from './setting.tsx';

type LinkSettingProps = {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onClick: () => void;
};

/** What is set elsewhere, and the way there. */
export function LinkSetting({ title, text, action, onClick }: LinkSettingProps) {
  return (
    <Setting title={title} text={text}>
      <Button className="w-full" onClick={onClick}>
        {action}
      </Button>
    </Setting>
  );
}
