# The worker as a static program in an image without a shell.
# Alpine's toolchain links against musl, statically; musl-dev is what the cryptography crate's C parts need.
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /build
COPY . .
RUN cargo build --release --locked --bin copydesk

# Certificate authorities and a user without rights, nothing else.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /build/target/release/copydesk /usr/bin/copydesk
COPY config/copydesk.toml /etc/copydesk/copydesk.toml
ENV COPYDESK_CONFIG=/etc/copydesk/copydesk.toml
# Inside a container the loopback default could not be scraped; who may reach the port is decided outside.
ENV COPYDESK__ADMIN__LISTEN=0.0.0.0:8640
USER 65532:65532
EXPOSE 8640
STOPSIGNAL SIGTERM
# There is no shell and no curl: the program asks itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["/usr/bin/copydesk", "healthcheck"]
ENTRYPOINT ["/usr/bin/copydesk"]
CMD ["run"]
