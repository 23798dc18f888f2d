import type { WorldData } from '../../sandbox';

/** What advertisements of open positions say: {company} {position} {city} {industry} {skill1} {skill2} {skill3}. */
export const vacancies: WorldData['vacancies'] = {
  open: [
    '{company} is looking for a {position} in {city}.',
    'Our team in {city} needs one more pair of hands: a {position} who likes [plain words|open questions|finished work].',
    'You want to see what your work does? As {position} at {company} you will.',
    'We are growing, slowly and on purpose. The next to join us is a {position}.',
    'A colleague retires after [19|24|31] years. We are looking for the {position} who carries on, and does some things differently.',
  ],
  tasks: [
    'You take on {skill1} from the first question to the day it runs.',
    'You work with [two|three|four] teams, in {city} and elsewhere, and keep them talking to each other.',
    'You look after {skill1} and {skill2}, and say what should be dropped.',
    'You spend a day a [week|month] where our customers work.',
    'You bring on those who have just started.',
    'You measure before you change anything, and afterwards once more.',
  ],
  wishes: [
    'You know {skill1}; {skill2} you can learn here.',
    '[Two|Three|Five] years in {industry} help. Curiosity helps more.',
    'You have worked with {skill2} or {skill3} and have an opinion on it.',
    'You write well enough that others do not have to ask.',
    'A degree is welcome and not required.',
  ],
  offers: [
    '[28|30|32] days of leave, and nobody writes to you during them.',
    'Four days a week are possible, also for those who lead.',
    'We show the pay band before the first talk.',
    'A first talk by phone, a second one here, then an answer within a week.',
    'A budget for learning, and the time that goes with it.',
  ],
};
