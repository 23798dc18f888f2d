import { countries } from './words';
import { Draw } from './draw';

export interface Names {
  draw: Draw;
  /** A first and a last name as people of that country have them. */
  person(countryCode: string): { firstName: string; lastName: string };
}

/** The library is an ES module, hence the wait. */
export async function namesOf(seed: number): Promise<Names> {
  const { Faker, allLocales, base, en } = await import('@faker-js/faker');
  const fakers = new Map(
    countries.map(({ code, locale }, at) => {
      const [language = ''] = locale.split('_');
      const chain = [locale, language].flatMap((name) =>
        name in allLocales ? [allLocales[name as keyof typeof allLocales]] : [],
      );
      return [code, new Faker({ locale: [...chain, en, base], seed: seed * 1_000 + at })];
    }),
  );
  const draw = new Draw(new Faker({ locale: [en, base], seed }));
  return {
    draw,
    person(countryCode) {
      const { person } = fakers.get(countryCode)!;
      const sex = draw.chance(0.47) ? 'female' : 'male';
      return { firstName: person.firstName(sex), lastName: person.lastName(sex) };
    },
  };
}

const letters: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  å: 'a',
};

/** `Tomáš Novák` → `tomas-novak`. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[ßøæœłđðþıå]/g, (letter) => letters[letter]!)
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’.]/g, '')
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Gives each slug once: whoever comes later gets a tail. */
export function uniqueSlugs(): (text: string, tail: () => string) => string {
  const taken = new Set<string>();
  return (text, tail) => {
    let slug = slugOf(text);
    while (taken.has(slug)) slug = `${slugOf(text)}-${tail()}`;
    taken.add(slug);
    return slug;
  };
}
