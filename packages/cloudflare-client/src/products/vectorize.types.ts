import type { Listing, ReadOptions } from '../reading';

/**
 * A Vectorize index. Indexes of the first version (V1, deprecated) are not told.
 *
 * @public
 */
export interface CfVectorizeIndex {
  /** Identifies the index. */
  name: string;
  /** Of whoever made it. */
  description?: string;
  dimensions?: number;
  /** `cosine`, `euclidean` or `dot-product`; words that are not known yet are kept. */
  metric?: string;
  /** The embedding model that the index was made for, if it was made for one. */
  preset?: string;
  createdAt?: string;
  /** When the configuration was changed; writing vectors does not. */
  modifiedAt?: string;
}

/**
 * What is in a Vectorize index.
 *
 * @public
 */
export interface CfVectorizeInfo {
  dimensions?: number;
  vectorCount?: number;
  /**
   * Up to when changes are processed, which is the nearest to a last write that
   * Cloudflare tells. Null: nothing was ever written. Absent: not told.
   */
  processedUpTo?: string | null;
}

/**
 * A property of vectors' metadata that queries can filter by.
 *
 * @public
 */
export interface CfVectorizeMetadataIndex {
  property: string;
  /** `string`, `number` or `boolean`. */
  type?: string;
}

/**
 * Reads Vectorize. It never sends a query, nor reads a vector.
 *
 * @public
 */
export interface VectorizeArea {
  list(options?: ReadOptions): Promise<Listing<CfVectorizeIndex>>;
  info(indexName: string, options?: ReadOptions): Promise<CfVectorizeInfo>;
  metadataIndexes(
    indexName: string,
    options?: ReadOptions,
  ): Promise<Listing<CfVectorizeMetadataIndex>>;
}
