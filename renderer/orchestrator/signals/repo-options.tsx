import { useRepos } from '../../mirror/selectors.ts';

/** To choose one of all repos by its name. */
export function RepoOptions() {
  return useRepos().map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}
