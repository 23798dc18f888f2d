import { energyTopics } from './topics-energy';
import { officeTopics } from './topics-office';

/**
 * What people and companies write about: a post is an opening, one or two middles and a close of one topic. Templates; the
 * words given are {company} {first} {city} {country} {industry}.
 */
export interface Topic {
  open: string[];
  middle: string[];
  close: string[];
  hashtags: string[];
  /** Comments below it: {author} is who wrote the post. */
  comments: string[];
}

export const topics: Record<string, Topic> = { ...energyTopics, ...officeTopics };

/** Comments that fit under anything. */
export const comments = [
  'Well put, {author}.',
  'Congratulations to the whole team!',
  'This matches what we see [here|on our side|with our customers], too.',
  'Thank you for sharing this so openly.',
  'Great work. How long did it take you from idea to [first result|today]?',
  'Would love to hear more about how you [got everyone on board|measured that|decided what to leave out].',
  'The second point is the one most people miss.',
  'We tried something similar [last year|two years ago] and gave up too early. Respect.',
  'Saving this for [Monday’s meeting|our next planning round].',
  'Is there a longer write-up somewhere?',
  'Happy to compare notes if you like.',
  'I read this twice. [Thank you.|Very honest.]',
  'Proud to have been a small part of this.',
  'Impressive, {author}. And so quietly done.',
  'Interesting. What would you do differently the second time?',
  'Simple and true.',
  'More of this, please.',
  'I disagree on one point: [timing|cost|size] mattered more than you make it sound.',
  'Not sure it works everywhere, but where it works it really does.',
  'Sharing this with my team.',
  'Good to see numbers for once.',
  'See you [next week|in Munich|at the fair], then we talk about it properly.',
  'Took us [three|four] attempts. You make it look easy.',
  'What did it cost, if you can say?',
  'Exactly my experience at a [smaller|larger] company.',
  'Chapeau!',
  'Bookmarked.',
  'This should be taught.',
  'Wonderful news, {author}!',
  'How did the [works council|board|field team] react?',
];

/** Answers to a comment by {to}; {author} wrote the post. */
export const replies = [
  'Thank you, {to}!',
  'Good question, {to}. About [three|six|nine] months, with a long pause in between.',
  'Happy to, {to}. I will send you a message.',
  'Yes, exactly that.',
  'Not yet, {to}, but we are writing it up.',
  '{to}, same here. It was mostly patience.',
  'Less than we feared, {to}.',
  'I would start smaller next time, {to}.',
  'We owe that one to the people in the field.',
  'Fair point, {to}. It depends a lot on where you start.',
  'Looking forward to it!',
  'Good to hear it is not only us.',
  'Ask me again in a year, {to}.',
];

/** What people add when they pass a post on. */
export const repostWords = [
  'Worth your [two|three] minutes.',
  'Colleagues of mine are behind this. Proud of them.',
  'This is what I meant the other day.',
  'Well said, {author}.',
  'If you read one thing today, read this.',
  'Passing this on because it deserves more eyes.',
  'Good people, good work.',
];
