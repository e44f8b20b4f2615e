# The image is built with pg-tls (see docs/decisions/0010-dependencies.md), so a remote PostgreSQL can be
# reached over TLS. Building needs BuildKit, which Docker uses by default, for the cache mounts: they keep
# fetched and compiled dependencies between builds, also when Cargo.lock changes.

FROM rust:1.95-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target,sharing=locked \
    cargo build --release --locked --features pg-tls --bin anskaf \
    && install -D -m 0755 target/release/anskaf /out/anskaf

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 anskaf \
    && useradd --system --uid 10001 --gid anskaf --home-dir /var/lib/anskaf --shell /usr/sbin/nologin anskaf \
    && install -d -o anskaf -g anskaf -m 0750 /var/lib/anskaf
COPY --from=build /out/anskaf /usr/local/bin/anskaf
COPY LICENSE /usr/share/doc/anskaf/LICENSE

LABEL org.opencontainers.image.title="Anskaf" \
      org.opencontainers.image.description="Buys and leases IT devices for a municipality's schools" \
      org.opencontainers.image.licenses="EUPL-1.2"

ENV ANSKAF_DATA_DIR=/var/lib/anskaf \
    ANSKAF_LISTEN=0.0.0.0:8080 \
    ANSKAF_LOG_FORMAT=json

# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
WORKDIR /var/lib/anskaf
VOLUME /var/lib/anskaf
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["anskaf", "healthcheck"]
ENTRYPOINT ["anskaf"]
CMD ["serve"]
