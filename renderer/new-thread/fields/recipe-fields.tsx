import type { RecipeInfo } from '../../../core/contract.ts';
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx';
import { ownRecipe } from '../draft.ts';
import type { Draft } from '../draft.ts';

type RecipeFieldsProps = {
  readonly draft: Draft;
  readonly recipes: readonly RecipeInfo[];
  readonly onChange: (change: Partial<Draft>) => void;
};

/** A recipe of the catalogue with its inputs, or the text of one's own. */
export function RecipeFields({ draft, recipes, onChange }: RecipeFieldsProps) {
  const chosen = recipes.find((recipe) => recipe.name === draft.recipe);
  const broken = recipes.filter((recipe) => recipe.error !== undefined);
  return (
    <>
      <Field label="Recipe" hint={chosen?.description}>
        {(named) => (
          <Select {...named} value={draft.recipe} onChange={(event) => onChange({ recipe: event.target.value })}>
            <option value="">Choose a recipe</option>
            {recipes
              .filter((recipe) => recipe.error === undefined)
              .map((recipe) => (
                <option key={recipe.name} value={recipe.name}>
                  {recipe.title}
                  {recipe.source === 'user' ? ' (yours)' : ''}
                </option>
              ))}
            <option value={ownRecipe}>Paste a recipe…</option>
          </Select>
        )}
      </Field>
      {chosen?.inputs.map((input) => (
        <Field key={input.name} label={input.name} hint={input.description || undefined}>
          {(named) => (
            <TextInput
              {...named}
              placeholder={input.default}
              value={draft.inputs[input.name] ?? ''}
              onChange={(event) => onChange({ inputs: { ...draft.inputs, [input.name]: event.target.value } })}
              className="font-mono text-code"
            />
          )}
        </Field>
      ))}
      {draft.recipe === ownRecipe && (
        <Field label="Recipe text">
          {(named) => (
            <TextArea
              {...named}
              rows={10}
              spellCheck={false}
              placeholder={'title: …\nsteps:\n  - run: …'}
              value={draft.recipeText}
              onChange={(event) => onChange({ recipeText: event.target.value })}
              className="font-mono text-code whitespace-pre"
            />
          )}
        </Field>
      )}
      {broken.length > 0 && (
        <ul className="text-sm text-ink-3" aria-label="Recipes that do not load">
          {broken.map((recipe) => (
            <li key={recipe.name} className="untrusted">
              {recipe.name} does not load: {recipe.error}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
