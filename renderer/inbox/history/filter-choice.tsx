import { Select } from '../../ui/field.tsx';

type FilterChoiceProps<T extends string> = {
  readonly label: string;
  /** The words for no choice. */
  readonly all: string;
  readonly value: T | undefined;
  readonly options: readonly (readonly [T, string])[];
  readonly onChoose: (value: T | undefined) => void;
};

export function FilterChoice<T extends string>({ label, all, value, options, onChoose }: FilterChoiceProps<T>) {
  return (
    <Select
      aria-label={label}
      className="w-auto! max-w-34 text-sm"
      value={value ?? ''}
      onChange={(event) => onChoose(options.find(([each]) => each === event.target.value)?.[0])}
    >
      <option value="">{all}</option>
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </Select>
  );
}
