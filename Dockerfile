# One recipe for every service:  docker build --build-arg MODULE=gateway --tag dormouse-gateway .
# MODULE is workflow-service, gateway, dns-adapter, iaas-adapter, approval-adapter, job-adapter or sandbox.
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-25
ARG JAVA_IMAGE=eclipse-temurin:25-jre

# All services are built at once, so that this stage is the same, and done once, for all images.
FROM ${MAVEN_IMAGE} AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -B -q -Dmaven.test.skip=true -am package \
        -pl workflow-service,gateway,dns-adapter,iaas-adapter,approval-adapter,job-adapter,sandbox,workflows \
    && mkdir /apps \
    && for app in */target/app; do mv "$app" "/apps/${app%%/*}"; done \
    && cp workflows/target/workflows-*.jar /apps/workflow-service/lib/

FROM ${JAVA_IMAGE}
ARG MODULE
COPY --from=build /apps/${MODULE} /app
# The class data archive makes a start about three times as fast. It is made here, where the jars have their last place, and of one
# image after the other (the mount is a lock, and empty): seven rehearsals at once take each other's time until they give up.
RUN --mount=type=cache,id=rehearsal,target=/mnt,sharing=locked \
    /app/learn \
    && test -s /app/classes.jsa \
    && mkdir -p /data \
    && chown 10001:10001 /data
COPY deploy/image/ready /usr/local/bin/ready
USER 10001:10001
# Only the sandbox keeps files. Everything else is in Postgres; what Java and Vert.x put aside goes to /tmp.
VOLUME /data
# Names of containers change their addresses with every restart: they are remembered for 5 s, not 30.
ENV JAVA_OPTS="-XX:MaxRAMPercentage=60 -Dsun.net.inetaddr.ttl=5"
EXPOSE 8080 8081 5701
# On a machine that is much too busy a start takes minutes, and whoever counts as unhealthy by then ends the whole `up`.
HEALTHCHECK --interval=5s --timeout=10s --start-period=300s --retries=3 CMD ["ready"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/run"]
