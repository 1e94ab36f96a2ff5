import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

const looks = {
  primary: 'bg-ink text-on-ink hover:opacity-90 font-medium',
  plain: 'hairline bg-raised text-ink hover:bg-hover shadow-card',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'hairline text-failed hover:bg-deleted',
} as const;

export type ButtonProps = ComponentProps<'button'> & {
  readonly look?: keyof typeof looks;
  readonly small?: boolean;
};

export function Button({ look = 'plain', small = false, className, type = 'button', ...rest }: ButtonProps) {
  const size = small ? 'h-6 px-2 text-sm gap-1' : 'h-8 px-3 text-base gap-2';
  const shape =
    'inline-flex shrink-0 items-center justify-center rounded-control whitespace-nowrap transition-colors duration-150';
  return <button type={type} className={clsx(shape, size, looks[look], 'disabled:opacity-40', className)} {...rest} />;
}

export type IconButtonProps = Omit<ButtonProps, 'aria-label'> & { readonly label: string };

/** An icon alone, named for those who do not see it. */
export function IconButton({ label, look = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Button look={look} aria-label={label} title={label} className={clsx('!px-0 aspect-square', className)} {...rest} />
  );
}
