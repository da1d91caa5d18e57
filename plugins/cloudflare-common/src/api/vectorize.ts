import { MetricSeries } from './metrics';

/**
 * A Vectorize index. Indexes of the first version (V1, deprecated) are not told.
 *
 * @public
 */
export interface VectorizeIndex {
  name: string;
  /** Of whoever made it. */
  description?: string;
  dimensions?: number;
  /** `cosine`, `euclidean` or `dot-product`; others may come. */
  metric?: string;
  /** The embedding model that the index was made for, if it was made for one. */
  preset?: string;
  createdAt?: string;
  /** When the configuration was changed; writing vectors does not. */
  modifiedAt?: string;
}

/**
 * A property of vectors' metadata that queries can filter by.
 *
 * @public
 */
export interface VectorizeMetadataIndex {
  property: string;
  /** `string`, `number` or `boolean`; others may come. */
  type?: string;
}

/**
 * What is in a Vectorize index, and how it is used.
 *
 * @public
 */
export interface VectorizeStats extends VectorizeIndex {
  /** Absent where Cloudflare does not tell it. */
  vectors?: number;
  /**
   * Up to when changes are processed: the nearest to a last write that
   * Cloudflare tells. Null: nothing was ever written. Absent: not told.
   */
  processedUpTo?: string | null;
  /** Absent when they could not be read; `meta.problems` says why. */
  metadataIndexes?: VectorizeMetadataIndex[];
  /**
   * The last 24 hours: `vectors`, `addedVectors`, `deletedVectors` and
   * `queries`. Absent when it could not be read.
   */
  activity?: MetricSeries;
}
