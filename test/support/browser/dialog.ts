import type { Locator, Page } from 'playwright-core';

/** What a TypedInput holds. */
export interface Held {
  type: string;
  value: string;
}

/** The open edit dialog. Rows are found by the text of their label. */
export class Dialog {
  constructor(private readonly page: Page) {}

  row(label: string): Locator {
    return this.page.locator(`.red-ui-tray:last-child .form-row:has(> label:text-is("${label}"))`);
  }

  /** Unfolds or folds the fields below a heading. */
  async turn(heading: string): Promise<void> {
    await this.row(heading).locator('> label').click();
  }

  async type(label: string, text: string): Promise<void> {
    await this.input(label).fill(text);
  }

  /** The input or text area of the row. */
  input(label: string): Locator {
    return this.row(label).locator('.red-ui-typedInput-input:visible, textarea:visible').first();
  }

  /** Changes the type of the value: `msg`, `jsonata` … */
  async from(label: string, type: string, value: string): Promise<void> {
    await this.row(label).locator('.red-ui-typedInput-type-select').first().click();
    await this.pick(type);
    await this.row(label).locator('.red-ui-typedInput-input:visible').first().fill(value);
  }

  async choose(label: string, value: string): Promise<void> {
    await this.row(label).locator('.red-ui-typedInput-option-trigger').click();
    await this.pick(value);
  }

  /** Ticks entries of a list that allows several. */
  async tick(label: string, ...values: string[]): Promise<void> {
    await this.row(label).locator('.red-ui-typedInput-option-trigger').click();
    for (const value of values) await this.pick(value);
    await this.menu.press('Escape');
  }

  async add(label: string, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.row(label).locator('button:has(.fa-plus), .red-ui-editableList-addButton').click();
      await this.items(label).last().locator('input:visible').fill(text);
    }
  }

  /** The items of an editable list. */
  items(label: string): Locator {
    return this.row(label).locator('.red-ui-editableList-list > li:visible');
  }

  async remove(label: string, index: number): Promise<void> {
    const left = (await this.items(label).count()) - 1;
    await this.items(label).nth(index).locator('.red-ui-editableList-item-remove').click();
    await this.page.waitForFunction(
      ([name, count]) => {
        const rows = [...document.querySelectorAll('.red-ui-tray:last-child .form-row')];
        const row = rows.find((one) => one.querySelector(':scope > label')?.textContent?.trim() === name);
        return row?.querySelectorAll('.red-ui-editableList-list > li').length === count;
      },
      [label, left] as const,
    );
  }

  /** Drags an item by its handle to another one's place. */
  async move(label: string, from: number, to: number): Promise<void> {
    const handle = (index: number) => this.items(label).nth(index).locator('.red-ui-editableList-item-handle');
    await handle(from).scrollIntoViewIfNeeded();
    await drag(this.page, handle(from), handle(to), from > to ? -6 : 6);
  }

  /** The value of the row's input, as its node reads it. */
  held(label: string): Promise<Held> {
    return this.row(label)
      .locator('.red-ui-typedInput-container')
      .first()
      .evaluate((container) => {
        const $ = (window as unknown as { jQuery: (element: Element) => { prev: () => Widget } }).jQuery;
        interface Widget {
          typedInput: (method: string) => string;
        }
        const input = $(container).prev();
        return { type: input.typedInput('type'), value: input.typedInput('value') };
      });
  }

  async listed(label: string): Promise<string[]> {
    const inputs = this.items(label).locator('input:visible');
    return Promise.all((await inputs.all()).map((input) => input.inputValue()));
  }

  private get menu(): Locator {
    return this.page.locator('.red-ui-typedInput-options:visible');
  }

  /** A menu that is still sliding open moves under the mouse, so that press and release do not make a click. */
  private async pick(value: string): Promise<void> {
    const entry = this.menu.locator(`a[value="${value}"]`);
    await entry.waitFor();
    await this.page.waitForFunction(() => {
      const $ = (window as unknown as { jQuery: (selector: string) => { length: number } }).jQuery;
      return $('.red-ui-typedInput-options:animated').length === 0;
    });
    await entry.click();
  }
}

/** Drags with the mouse, in steps, as jQuery UI expects; releases `beyond` pixels below (above) the target's middle. */
export async function drag(page: Page, what: Locator, to: Locator, beyond = 0): Promise<void> {
  const middle = async (locator: Locator) => {
    const box = await locator.boundingBox();
    if (!box) throw new Error('what is to be dragged cannot be seen');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  // Waits until it no longer moves and nothing covers it.
  await what.hover();
  const [start, end] = [await middle(what), await middle(to)];
  await page.mouse.down();
  await page.mouse.move(start.x, start.y + Math.sign(beyond || 1) * 5, { steps: 2 });
  await page.mouse.move(end.x, end.y + beyond, { steps: 10 });
  await page.mouse.up();
}
