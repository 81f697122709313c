package io.github.wicredential.examples.quickstart;

import io.github.wicredential.test.LocalCluster;
import java.util.TreeMap;

/** Who trusts whom, before anything is sent. */
final class ClusterScene implements Scene {

    @Override
    public String title() {
        return "A pod in a local cluster, and a local Entra that trusts it";
    }

    @Override
    public void play(LocalAzure azure, Narrator narrator) {
        LocalCluster cluster = azure.cluster();
        narrator.say("The kubelet has written the token of the pod's service account:");
        narrator.show("issuer", cluster.issuer());
        narrator.show("subject", cluster.subject());
        narrator.show("audience", cluster.audience());
        narrator.say(
                "Entra has an application with one federated credential: exactly these three values. It will"
                        + " verify each token's signature by the keys that the issuer publishes. No secret is stored anywhere.");
        narrator.say("The webhook injects into the pod:");
        new TreeMap<>(cluster.environment()).forEach(narrator::show);
    }
}
