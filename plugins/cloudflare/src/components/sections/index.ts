export { detailSection } from './detailSection';
export { detailList, factsSection } from './factsSection';
export type { DetailList } from './factsSection';
export { listSection } from './listSection';
export { seriesSection } from './seriesSection';
export type { SeriesChart } from './seriesSection';
export { tableSection } from './tableSection';
export { timelineSection } from './timelineSection';
export { wholeTableSection } from './wholeTableSection';
