/** Types for the resolvers from the SDL, written to `src/graph/generated/` and committed. */

import type { CodegenConfig } from '@graphql-codegen/cli';

const entities = '../../domain/entities.ts';
const services = '../../domain/home-services.ts';
const models = '../models.ts';
const states = '../../loaders/vendor-states.ts';

/** What a resolver of a type gets as its parent: our domain's words, not the SDL's shape. */
const mappers = {
  Tenant: '../../loaders/tenant.ts#Tenant as TenantModel',
  VendorConnection: `${states}#VendorState`,
  Budget: `${states}#BudgetStatus`,
  VendorRef: '../../domain/ref.ts#Ref',
  WebhookRegistration: '../../events/webhooks/desk.ts#KnownWebhook',
  WebhookDeliveries: '../../events/webhooks/delivery-counts.ts#DeliveryTally',
  DeadLetter: '../../events/dead-letters.ts#DeadLetter as DeadLetterModel',
  Asset: `${entities}#Asset as AssetModel`,
  Portfolio: `${entities}#Portfolio as PortfolioModel`,
  FlexEvent: `${entities}#FlexEvent as FlexEventModel`,
  EventScheme: `${entities}#EventScheme as EventSchemeModel`,
  Home: '../../loaders/home-links.ts#HomeMembers',
  HomeEquipment: `${services}#HomeEquipment as HomeEquipmentModel`,
  Household: '../../domain/household-profile.ts#HouseholdProfile',
  House: '../../domain/household-profile.ts#House as HouseModel',
  HouseholdAppliance: '../../domain/household-profile.ts#HouseholdAppliance as HouseholdApplianceModel',
  Hvac: '../../loaders/vendor-loader.ts#VendorKey',
  Meter: `${entities}#Meter as MeterModel`,
  SiteUser: '../../domain/site-administration.ts#SiteUser as SiteUserModel',
  MeterAppliance: '../../domain/site-administration.ts#MeterAppliance as MeterApplianceModel',
  Facility: `${entities}#Facility as FacilityModel`,
  FacilityAction: `${entities}#FacilityAction as FacilityActionModel`,
  Alarm: '../../domain/facility-services.ts#Alarm as AlarmModel',
  Quantity: `${models}#MeasuredQuantity`,
  Job: '../../jobs/job.ts#Job as JobModel',
  JobConnection: `${models}#JobPage`,
  JobEdge: `${models}#JobEdge as JobEdgeModel`,
  PriceSignal: `${entities}#PriceSignal as PriceSignalModel`,
  ConsumptionSeries: `${models}#SeriesModel`,
  ConsumptionPoint: `${models}#PointModel`,
  RegisterBreak: '../../domain/series/cumulative.ts#RegisterBreak as RegisterBreakModel',
  CostSeries: `${models}#CostModel`,
  EmissionSeries: `${models}#EmissionsModel`,
  EventPerformance: `${models}#PerformanceModel`,
  ApplianceSeries: `${models}#ApplianceModel`,
  PageInfo: `${models}#AnyPage`,
  AssetConnection: `${models}#AssetPage`,
  AssetEdge: `${models}#AssetEdge as AssetEdgeModel`,
  PortfolioConnection: `${models}#PortfolioPage`,
  PortfolioEdge: `${models}#PortfolioEdge as PortfolioEdgeModel`,
  FlexEventConnection: `${models}#FlexEventPage`,
  FlexEventEdge: `${models}#FlexEventEdge as FlexEventEdgeModel`,
  FlexEventAssetConnection: `${models}#FlexEventAssetPage`,
  FlexEventAssetEdge: `${models}#FlexEventAssetEdge as FlexEventAssetEdgeModel`,
  EventSchemeConnection: `${models}#EventSchemePage`,
  EventSchemeEdge: `${models}#EventSchemeEdge as EventSchemeEdgeModel`,
  EventSchemeAssetConnection: `${models}#EventSchemeAssetPage`,
  EventSchemeAssetEdge: `${models}#EventSchemeAssetEdge as EventSchemeAssetEdgeModel`,
  HomeConnection: `${models}#HomePage`,
  HomeEdge: `${models}#HomeEdge as HomeEdgeModel`,
  MeterConnection: `${models}#MeterPage`,
  MeterEdge: `${models}#MeterEdge as MeterEdgeModel`,
  MeterApplianceConnection: `${models}#MeterAppliancePage`,
  MeterApplianceEdge: `${models}#MeterApplianceEdge as MeterApplianceEdgeModel`,
  FacilityConnection: `${models}#FacilityPage`,
  FacilityEdge: `${models}#FacilityEdge as FacilityEdgeModel`,
  FacilityActionConnection: `${models}#FacilityActionPage`,
  FacilityActionEdge: `${models}#FacilityActionEdge as FacilityActionEdgeModel`,
  TariffConnection: `${models}#TariffPage`,
  TariffEdge: `${models}#TariffEdge as TariffEdgeModel`,
  TariffRateConnection: `${models}#TariffRatePage`,
  TariffRateEdge: `${models}#TariffRateEdge as TariffRateEdgeModel`,
  EventConnection: `${models}#EventPage`,
  EventEdge: `${models}#LogEdge`,
  Event: `${models}#LogItem`,
  FlexEventNotice: '../../domain/events.ts#StoredEvent',
  PortfolioNotice: '../../domain/events.ts#StoredEvent',
  AssetNotice: '../../domain/events.ts#StoredEvent',
  EventSchemeNotice: '../../domain/events.ts#StoredEvent',
  PriceSignalNotice: '../../domain/events.ts#StoredEvent',
  EventSchemeNoticeAsset: `${models}#NoticeAsset`,
  GapNotice: '../../events/feed.ts#Gap',
};

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    'src/graph/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        contextType: '../context.ts#GraphContext',
        mappers,
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        scalars: {
          // Sources: ISO strings and epoch milliseconds. Arguments: text, judged by the resolver that can name the argument.
          DateTime: { input: 'string', output: 'string | number' },
          Date: { input: 'string', output: 'string' },
          YearMonth: { input: 'string', output: 'string' },
          TimeZone: { input: 'string', output: 'string' },
          JSON: { input: 'unknown', output: 'unknown' },
        },
      },
    },
  },
};

export default config;
