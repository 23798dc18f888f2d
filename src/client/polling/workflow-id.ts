const longestId = 1024;

/**
 * Says what is wrong with a workflow's id, or nothing when it can stand in the path of a request. An id of dots would lead to
 * another path.
 */
export function checkWorkflowId(id: string): string | undefined {
  if (id === '') return 'The workflow id is empty.';
  if (id === '.' || id === '..') return `“${id}” is no workflow id.`;
  if (id.length > longestId) return `The workflow id has more than ${longestId} characters.`;
  return /\p{Cs}/u.test(id) ? 'The workflow id holds half a character.' : undefined;
}
