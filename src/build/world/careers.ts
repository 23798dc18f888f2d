import { employmentTypes, locationTypes } from '../../catalog';
import { thisYear, type MadeCompany } from './companies';
import type { Draw } from './draw';
import { chiefTitles, levels, professions, type Level, type Profession } from './words';
import type { Tables } from './tables';

/** A job while the world is made; months count back from now, `end` is -1 for the present one. */
export interface Step {
  position: string;
  company: number;
  start: number;
  end: number;
  place: number;
  type: (typeof employmentTypes)[number];
  where: (typeof locationTypes)[number];
  duty: string | null;
}

const yearsAt: Record<Level, [number, number]> = {
  chief: [14, 30],
  executive: [14, 28],
  director: [12, 25],
  head: [9, 20],
  lead: [7, 18],
  senior: [5, 14],
  regular: [2, 9],
  junior: [0, 2],
};

/** What only those do who lead others. */
const leading = /^(Led|Ran a|Grew|Opened|Responsible|Set up|Brought|Renegotiated|Prepared|Relaunched|Migrated)/;

function titleAt(draw: Draw, profession: Profession, level: Level): string {
  return draw.pick(level === 'chief' ? chiefTitles : profession.titles[level]);
}

function dutyOf(draw: Draw, profession: Profession, level: Level, used: Set<string>): string | null {
  const rank = levels.indexOf(level);
  if (level === 'junior' || !draw.chance(rank <= 4 ? 0.8 : 0.5)) return null;
  const fitting = profession.duties.filter((duty) => !used.has(duty) && (rank <= 4 || !leading.test(duty)));
  if (fitting.length === 0) return null;
  const duty = draw.pick(fitting);
  used.add(duty);
  return duty;
}

export interface Situation {
  company: number;
  profession: string;
  level: Level;
  /** Where the person lives. */
  place: number;
  countryCode: string;
  position?: string;
  career?: number;
  present?: number;
}

/** From the present job back to the first: lower and lower in rank, one after the other without overlap. */
export function careerOf(draw: Draw, companies: readonly MadeCompany[], situation: Situation): Step[] {
  const { level, company, place } = situation;
  const profession = professions[situation.profession]!;
  const employer = companies[company]!;
  const [low, high] = yearsAt[level];
  const sinceFounding = employer.row.founded ? (thisYear - employer.row.founded) * 12 - 1 : 600;
  const total = situation.career ?? draw.int(low, high) * 12 + draw.int(1, 11);
  const present = Math.min(situation.present ?? draw.int(3, 76), total, Math.max(2, sinceFounding));
  const used = new Set<string>();
  const current: Step = {
    position: situation.position ?? titleAt(draw, profession, level),
    company,
    start: present,
    end: -1,
    place: employer.row.place === place || draw.chance(0.6) ? place : employer.row.place,
    type: 'fullTime',
    where: employer.row.place === place ? draw.pick(['onSite', 'hybrid', 'hybrid']) : 'remote',
    duty: level === 'chief' ? null : dutyOf(draw, profession, level, used),
  };
  if (current.where === 'remote') current.place = place;
  const steps = [typed(draw, current, level)];
  const most = draw.int(2, 6);
  for (let start = present; total - start > 5 && steps.length < most;) {
    const end = start + (draw.chance(0.75) ? 0 : draw.int(1, 4));
    const left = total - end;
    if (left < 3) break;
    const duration = left < 22 ? left : Math.min(left, draw.int(13, 62));
    start = end + duration;
    const at = Math.min(7, Math.max(1, levels.indexOf(level) + Math.ceil(((7 - levels.indexOf(level)) * end) / total)));
    const earlierLevel = levels[at] as Exclude<Level, 'chief'>;
    const earlier = formerEmployer(draw, companies, situation, steps[steps.length - 1]!.company, start);
    steps.push(
      typed(
        draw,
        {
          position: titleAt(draw, profession, earlierLevel),
          company: earlier,
          start,
          end,
          place: companies[earlier]!.row.place,
          type: 'fullTime',
          where: draw.weighted(locationTypes, (type) => (type === 'onSite' ? 6 : type === 'hybrid' ? 3 : 1)),
          duty: dutyOf(draw, profession, earlierLevel, used),
        },
        earlierLevel,
      ),
    );
  }
  return steps;
}

/** Somewhere in the same country or line of business that existed at the time; now and then the same company again. */
function formerEmployer(
  draw: Draw,
  companies: readonly MadeCompany[],
  situation: Situation,
  next: number,
  start: number,
): number {
  const existed = (at: number) => {
    const { founded } = companies[at]!.row;
    return founded !== 0 && (thisYear - founded) * 12 > start;
  };
  if (draw.chance(0.18) && existed(next)) return next;
  const near = (at: number) =>
    draw.chance(0.6)
      ? companies[at]!.country.code === situation.countryCode
      : companies[at]!.trade === companies[situation.company]!.trade;
  const all = companies.map((_, at) => at).filter((at) => at !== situation.company && existed(at));
  const fitting = all.filter(near);
  return draw.pick(fitting.length > 0 ? fitting : all);
}

function typed(draw: Draw, step: Step, level: Level): Step {
  if (/Intern\b|Working Student/.test(step.position)) return { ...step, type: 'internship', duty: null };
  if (/Trainee|Apprentice/.test(step.position)) return { ...step, type: 'apprenticeship', duty: null };
  if (levels.indexOf(level) >= 5 && draw.chance(0.08))
    return { ...step, type: draw.pick(['partTime', 'contract', 'freelance']) };
  return step;
}

/** As the rows of the world hold it. */
export function jobNumbers(steps: Step[], tables: Tables): number[] {
  return steps.flatMap(({ position, company, start, end, place, type, where, duty }) => [
    tables.positions.at(position),
    company,
    start,
    end,
    employmentTypes.indexOf(type),
    locationTypes.indexOf(where),
    place,
    duty === null ? -1 : tables.sentences.at(duty),
  ]);
}
