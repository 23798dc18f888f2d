import type { ActionFacts, Catalog, FieldFacts } from '../../catalog/facts';
import { type Action, commonErrors, resultFacts, type ResultFacts } from '../../catalog';
import { inEnglish, type Language } from './language';
import { html } from './text';
import { limits } from './words';

/** Help for the info sidebar, without optional closing tags, since the editor loads all of it at its start. */
export function actionHelp(
  action: Action,
  facts: ActionFacts,
  catalog: Catalog,
  language: Language = inEnglish,
): string {
  return new Help(action, facts, catalog, language).html();
}

const list = (items: readonly string[]) => `<dl class=message-properties>\n${items.join('\n')}\n</dl>\n`;

// Most fields are text, so their type is not named.
const types: Partial<Record<FieldFacts['kind'], string>> = {
  time: 'ISO 8601',
  integer: 'number',
  boolean: 'boolean',
  texts: 'string[]',
  choices: 'string[]',
  group: 'object',
  rows: 'object[]',
};

class Help {
  private readonly said = new Set<string>();

  constructor(
    readonly action: Action,
    readonly facts: ActionFacts,
    readonly catalog: Catalog,
    readonly language: Language,
  ) {}

  html(): string {
    const { summary, details = [] } = this.action;
    const paragraphs = [summary, ...details].map((text) => this.say(text));
    if (this.leadsOn) paragraphs[0] += ` ${this.below()}`;
    return `<script type="text/html" data-help-name="${this.facts.node}">
${paragraphs.map((text) => `<p>${text}`).join('\n')}
${this.parameters()}${this.results()}${this.place()}${this.failures()}${this.reference()}</script>`;
  }

  private get phrases() {
    return this.language.phrases;
  }

  private say(words: string): string {
    return html(this.language.say(words));
  }

  private parameters(): string {
    const { params } = this.facts;
    return params.length === 0 ? '' : `<h3>${this.phrases.parameters}</h3>\n${this.fields(params)}`;
  }

  /** Does not repeat what was said about an equal field, as in two groups of filters. */
  private fields(fields: readonly FieldFacts[]): string {
    const isNew = (field: FieldFacts) => !this.said.has(JSON.stringify(field));
    const [fresh, known] = [fields.filter(isNew), fields.filter((field) => !isNew(field))];
    const entries = fresh.map((field) => this.field(field));
    const names = known.map(({ label }) => this.say(label)).join(', ');
    if (names) entries.push(`<dt class=optional>${names}<dd>${this.phrases.asAbove}`);
    return list(entries);
  }

  private field(field: FieldFacts): string {
    this.said.add(JSON.stringify(field));
    const help = field.help && this.language.say(field.help);
    const options = field.values && this.phrases.oneOf(this.phrases.or(field.values));
    const omitted = field.omitEmpty && this.phrases.omitEmpty;
    const says = [help, limits(field, this.language), omitted, field.target && this.target(), options];
    const type = types[field.kind] ? ` <span class=property-type>${types[field.kind]}</span>` : '';
    const term = `<dt${field.required ? '' : ' class=optional'}>${this.say(field.label)}${type}`;
    const inner = field.fields ? `\n${this.fields(field.fields).trimEnd()}` : '';
    return `${term}<dd>${html(says.filter(Boolean).join(' '))}${inner}`;
  }

  private target(): string {
    const { root, parents, params } = this.facts;
    const targets = params.filter((field) => field.target).length;
    return root ? this.phrases.target(targets === 1, parents.length === 0) : '';
  }

  private results(): string {
    const { kind, note, shape, asIn } = this.action.result;
    const fields = resultFacts(shape)
      .filter(({ name }) => !asIn?.fields.includes(name))
      .map((field) => this.resultEntry(field));
    const others = asIn && this.phrases.asIn(asIn.fields.join(', '), this.names([asIn.action])[0]!);
    const says = [this.phrases.result[kind], note && this.say(note), others && html(others)].filter(Boolean).join(' ');
    return `<h3>${this.phrases.returns}</h3>\n<p>${says}\n${fields.length > 0 ? list(fields) : ''}`;
  }

  private resultEntry({ name, help, values, fields }: ResultFacts): string {
    const inner = fields ? ` (${fields.map((field) => html(field.name)).join(', ')})` : '';
    const options = values ? `: ${html(this.phrases.or(values))}` : '';
    return `<dt>${html(name)}<dd>${this.say(help)}${options}${inner}`;
  }

  private place(): string {
    const { root, parents, children } = this.facts;
    const stands = html(this.phrases.stands(root, this.phrases.or(this.names(parents))));
    const below = this.leadsOn || children.length === 0 ? '' : ` ${this.below()}`;
    return `<h3>${this.phrases.place}</h3>\n<p>${stands}${below}\n`;
  }

  /** With a list the next question is what can be done with each of its items, so the summary answers it. */
  private get leadsOn(): boolean {
    return this.facts.loop || this.facts.result === 'list';
  }

  private below(): string {
    return html(this.phrases.below(this.phrases.and(this.names(this.facts.children))));
  }

  private names(types: readonly string[]): string[] {
    return types.map((type) => this.phrases.node(this.language.say(this.catalog.action(type)?.name ?? type)));
  }

  private failures(): string {
    const common = new Set(commonErrors);
    const own = this.action.errors
      .filter((error) => !common.has(error))
      .map(({ type, when }) => `<dt>${html(type)}<dd>${this.say(when)}`);
    const others = this.phrases.commonErrors(this.phrases.and(commonErrors.map(({ type }) => type)), own.length > 0);
    return `<h3>${this.phrases.errors}</h3>\n${own.length > 0 ? list(own) : ''}<p>${others}\n`;
  }

  private reference(): string {
    const { docs, type } = this.action;
    return docs ? `<p>${this.phrases.see(`<a href=${html(docs)}>${html(type)}</a>`)}\n` : '';
  }
}
