import { action, type FlowNode } from './flows';

export const ok = (actionType: string, label: string | undefined, data?: unknown) => ({
  actionType,
  ...(label === undefined ? {} : { label }),
  success: true,
  ...(data === undefined ? {} : { data }),
});
const failed = (actionType: string, label: string, error: object) => ({ actionType, label, success: false, error });

export const skillsOf = (...names: string[]) =>
  ok(
    'st.retrievePersonSkills',
    'skills',
    names.map((name) => ({ name })),
  );
export const pageOf = (name: string, then: unknown) => ok('st.openPersonPage', 'page', { name, then });
const loopOver = (then: unknown) => ok('st.doForPeople', undefined, { then });

/** Two people found: the skills of the first; the page of the second does not open. */
export const completion = () =>
  ok('st.searchPeople', 'found', [
    { name: 'Ada', headline: 'CTO', then: loopOver(pageOf('Ada L.', skillsOf('Chess', 'Go'))) },
    {
      name: 'Bob',
      headline: 'CEO',
      then: loopOver(
        failed('st.openPersonPage', 'page', { type: 'personNotFound', message: 'Gone.', more: { deep: [1] } }),
      ),
    },
  ]);

/** The tree of these completions, with more wires of each action by its id; these come first, so that they get the message itself and no clone. */
export function people(taps: Record<string, string[]> = {}): FlowNode[] {
  const wired = (id: string, next: string[]) => [...(taps[id] ?? []), ...next];
  return [
    action('st.searchPeople', 'search', wired('search', ['loop']), { label: 'found', params: { term: 'x' } }),
    action('st.doForPeople', 'loop', ['page']),
    action('st.openPersonPage', 'page', wired('page', ['skills']), { label: 'page' }),
    action('st.retrievePersonSkills', 'skills', wired('skills', []), { label: 'skills' }),
  ];
}
