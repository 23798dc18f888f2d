import type { Editor } from './editor';

/** Parts of Node-RED's own widgets, which are not ours to change. */
const core = ['.red-ui-typedInput-container', '.red-ui-editableList', '[id^="red-ui-trap-"]'];

/** What axe finds in a part of the page by the rules of WCAG 2.1 AA: the rule and the element of each finding. */
export async function accessFaults({ page }: Editor, part: string): Promise<string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') });
  return page.evaluate(
    async ([include, exclude]) => {
      interface Axe {
        run(
          context: object,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[] }>;
      }
      const { axe } = window as unknown as { axe: Axe };
      const context = { include: [include], exclude: exclude.map((one) => [one]) };
      const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
      const { violations } = await axe.run(context, { runOnly });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any: [first] }) => `${id}: ${html.slice(0, 200)}: ${first?.message ?? ''}`),
      );
    },
    [part, core] as const,
  );
}
