/**
 * Fact retrievers and checks of the Cloudflare scorecards for Tech Insights.
 *
 * @packageDocumentation
 */
export { techInsightsModuleCloudflare as default } from './module';
