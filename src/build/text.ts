/** Text into html content or a double-quoted attribute. */
export const html = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Text into a single-quoted JavaScript literal. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;

/** A plain value as JavaScript, with keys unquoted where they may be: the catalogue's parser reads no quoted ones. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => {
    return `${/^[a-z_$][\w$]*$/i.test(key) ? key : quoted(key)}: ${literal(inner)}`;
  });
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}

/** Without the blanks at the beginning of lines: the editor loads all of it at its start. */
export const unindented = (text: string): string => text.replace(/\n\s+/g, '\n');

/** Help as the editor loads it: closing tags that html lets one leave out are left out. */
export const lighter = (help: string) => unindented(help).replace(/<\/(p|li|dt|dd)>/g, '');
