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

/**
 * A hand-written panel or help as it ships: without indentation, and without the closing tags and quotes that html lets one leave
 * out, since the editor loads all of it at its start.
 */
export const lean = (html: string): string =>
  html
    .replace(/\s*\n\s*/g, '\n')
    .replace(/\n>/g, '>')
    .replace(/ \/>/g, '>')
    .replace(/\s*<\/(?:option|dt|dd|li|p)>\s*/g, '\n')
    .replace(/(<\/?(?:dl|ol|h3|div|label|select|option)\b[^>]*>|<(?:dt|dd|li|p)\b[^>]*>)\n/g, '$1')
    .replace(/\n+/g, '\n')
    .replace(/<(?!script)[^>]+>/g, (tag) => tag.replace(/ (id|class|for|type|value|href)="([\w.:/-]+)"/g, ' $1=$2'));
