import type { WorldData } from '../../sandbox';

/** Conversations an account has had: {them} {us} {company} {position} {city}. */
export const talks: WorldData['talks'] = [
  {
    begins: 'us',
    texts: [
      'Hi {them}, good to meet you at the fair last week. You mentioned that planning still runs on spreadsheets at {company}?',
      'Hi {us}! Yes, [three|four] of them, and they do not agree with each other.',
      'I could show you how others got rid of theirs. [Twenty|Thirty] minutes, next week?',
      'Tuesday after two would work.',
      'Tuesday, 14:30 it is. I will send a link.',
    ],
  },
  {
    begins: 'them',
    texts: [
      'Hello {us}, I saw your post. How do you connect this to an existing CRM?',
      'Hello {them}, over the API, or by file once a night if you prefer it simple.',
      'By file would be fine to begin with. What do you need from us?',
    ],
  },
  {
    begins: 'us',
    texts: [
      'Thanks for connecting, {them}. I follow what {company} is doing in {city} with great interest.',
      'Thank you! A lot going on at the moment.',
    ],
  },
  {
    begins: 'us',
    texts: ['{them}, a quick question about your work as {position}: who at {company} looks after data quality?'],
  },
  {
    begins: 'them',
    texts: [
      'Hi {us}, are you still looking for someone in growth? A former colleague of mine is.',
      'Hi {them}, yes we are! Would you introduce us?',
      'Done, see your inbox.',
      'You are the best. Coffee is on me when I am in {city}.',
    ],
  },
  {
    begins: 'us',
    texts: [
      'Hello {them}, may I send you our short guide on onboarding field teams? Two pages, no form.',
      'Please do.',
      'Here you go. Page two has the checklist.',
      'Useful, thank you. I passed it on to our [service|operations] lead.',
      'Glad to hear. Shall we talk in [March|autumn|a few weeks], then?',
      'Sounds good. Remind me.',
    ],
  },
  {
    begins: 'them',
    texts: ['Dear {us}, congratulations on the new role!', 'Thank you, {them}! It is good to be back in the field.'],
  },
  {
    begins: 'us',
    texts: [
      'Hi {them}, did you have a chance to look at the proposal?',
      'I did. Two questions: is support included, and can we start with one site?',
      'Yes and yes.',
      'Then I will take it to {company}’s board on Thursday.',
    ],
  },
];
