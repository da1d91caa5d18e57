/** The words of the home-page widget. */
export const myCloudflareMessages = {
  failed: 'Your Cloudflare resources could not be read',
  nothingOwned: 'No Cloudflare resource is yours',
  nothingOwnedNote:
    'A resource is yours when you, or a group that you are in, own it in the catalog.',
  calmTitle: 'Nothing needs attention',
  calm_one: '{{count}} resource of yours, as the last sync saw it.',
  calm_other: '{{count}} resources of yours, as the last sync saw them.',
  needy: '{{needy}} of {{owned}} resources of yours need attention.',
  list: 'Resources that need attention',
  allOf: 'All of {{owner}}',
  kinds: {
    'failed-build': 'Build failed',
    'provenance-conflict': 'Provenance conflict',
    'dangling-binding': 'Dangling binding',
    'no-provenance': 'No provenance',
    orphan: 'Nothing uses it',
  },
} as const;
