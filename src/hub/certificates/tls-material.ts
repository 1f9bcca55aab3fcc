/** What a listener needs for TLS, as PEM texts. */
export type TlsMaterial = {
  readonly key: string;
  /** The server's certificate. */
  readonly cert: string;
  /** The hub's own CA, which clients are given to trust. */
  readonly ca: string;
};
