import type { Page } from 'playwright-core';

/** Waits until the list of nodes has slid open; until then clicks on a row are ignored. */
export async function listOpened(page: Page): Promise<void> {
  const list = page.locator('#red-ui-type-search');
  await list.locator('.red-ui-search-results-container').waitFor();
  await page.waitForFunction(() => {
    const results = document.querySelector<HTMLElement>('#red-ui-type-search .red-ui-search-results-container');
    return results !== null && results.offsetHeight > 190 && document.activeElement?.id === 'red-ui-type-search-input';
  });
  await list.locator('li').first().waitFor();
}
