import type { ActionNode } from '../src/workflow/tree';

/** A legal tree of about `size` actions, shaped like real ones: searches, loops, opened pages with several readers each. */
export function treeOf(size: number): ActionNode[] {
  let serial = 0;
  const node = (actionType: string, params: Record<string, unknown>, then: ActionNode[] = []): ActionNode => {
    const id = `n${++serial}`;
    return { id, title: `“${id}”`, actionType, label: `label ${serial}`, params, then };
  };
  const roots: ActionNode[] = [];
  while (serial < size) {
    const readers = ['Skills', 'Experience', 'Education', 'Languages'].map((what) =>
      node(`st.retrievePerson${what}`, {}),
    );
    const page = node('st.openPersonPage', { basicInfo: true }, readers);
    const filter = { position: 'engineer', locations: ['Berlin', 'London'], connectionDegrees: ['2nd'] };
    const search = { term: 'heat pumps', limit: 25, filter };
    roots.push(node('st.searchPeople', search, [node('st.doForPeople', {}, [page])]));
    if (serial < size)
      roots.push(node('st.openPersonPage', { personUrl: 'https://www.linkedin.com/in/amelie-hoffmann' }));
  }
  return roots;
}

/** What Linked API answers with `count` results below one search: one opened page each. */
export function completionText(count: number): string {
  const rows = Array.from({ length: count - 1 }, (_, index) => ({
    name: `Person ${index}`,
    urn: `urn:li:member:${100000 + index}`,
    publicUrl: `https://www.linkedin.com/in/person-${index}`,
    headline: 'Head of Product at Helio Thermal',
    location: 'Berlin, Germany',
    avatarUrl: null,
    viewerState: { connectionDegree: '2nd' },
    then: {
      actionType: 'st.doForPeople',
      success: true,
      data: {
        then: {
          actionType: 'st.openPersonPage',
          label: 'profile',
          success: true,
          data: {
            name: `Person ${index}`,
            urn: `urn:li:member:${100000 + index}`,
            publicUrl: `https://www.linkedin.com/in/person-${index}`,
            hashedUrl: `https://www.linkedin.com/in/ACoAA${index}`,
            headline: 'Head of Product at Helio Thermal',
            location: 'Berlin, Germany',
            countryCode: 'DE',
            position: 'Head of Product',
            companyName: 'Helio Thermal',
            companyHashedUrl: 'https://www.linkedin.com/company/4100001',
            followersCount: 812,
            about: 'Twelve years of bringing warm homes to cold places.',
            avatarUrl: null,
            viewerState: { connectionDegree: '2nd' },
          },
        },
      },
    },
  }));
  const completion = { actionType: 'st.searchPeople', label: 'people', success: true, data: rows };
  return JSON.stringify({ success: true, result: { workflowId: 'wf-1', workflowStatus: 'completed', completion } });
}

export const completionTree: ActionNode[] = [
  {
    id: 'search',
    title: '“search people”',
    actionType: 'st.searchPeople',
    label: 'people',
    params: {},
    then: [
      {
        id: 'loop',
        title: '“do for people”',
        actionType: 'st.doForPeople',
        params: {},
        then: [
          {
            id: 'page',
            title: '“open person page”',
            actionType: 'st.openPersonPage',
            label: 'profile',
            params: {},
            then: [],
          },
        ],
      },
    ],
  },
];
