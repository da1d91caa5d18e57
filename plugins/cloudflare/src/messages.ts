import { chartMessages } from './charts/chart.messages';
import { catalogFiltersMessages } from './components/catalogFilters.messages';
import { entityTabMessages } from './components/entityTab.messages';
import { sharedMessages } from './components/shared.messages';
import { pageMessages } from './pages/messages';
import { productMessages } from './products/messages';
import { titleMessages } from './titles';

/** What the messages of the plugin are registered as. */
export const TRANSLATION_ID = 'cloudflare';

/**
 * All words but those of the sections of panels, which are loaded with the
 * sections.
 */
export const messages = {
  ...productMessages,
  ...pageMessages,
  ...sharedMessages,
  ...entityTabMessages,
  titles: titleMessages,
  chart: chartMessages,
  catalogFilters: catalogFiltersMessages,
} as const;
