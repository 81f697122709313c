package io.github.wicredential.test;

/**
 * A cluster and an Entra that trust each other.
 *
 * @param entra has the application registered
 * @param cluster its service account is annotated with the application
 * @param application trusts the cluster
 */
record LocalAzure(LocalEntra entra, LocalCluster cluster, LocalApplication application) implements AutoCloseable {

    static LocalAzure start() {
        LocalCluster cluster = LocalCluster.start();
        try {
            LocalEntra entra = LocalEntra.start();
            LocalApplication application = entra.registerApplication().trust(cluster);
            cluster.annotate(application);
            return new LocalAzure(entra, cluster, application);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (cluster) {
            entra.close();
        }
    }
}
