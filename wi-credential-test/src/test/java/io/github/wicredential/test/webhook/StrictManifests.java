package io.github.wicredential.test.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads manifests as Kubernetes' types and refuses fields that they don't have. */
final class StrictManifests {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/Pod", Pod.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/Job", Job.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .setAnnotationIntrospector(new WithoutAnySetter())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final List<HasMetadata> manifests;

    private StrictManifests(List<HasMetadata> manifests) {
        this.manifests = manifests;
    }

    /** The documents of a file, or of several. */
    static StrictManifests parse(String... yaml) {
        return new StrictManifests(Stream.of(yaml)
                .flatMap(text -> Stream.of(text.split("(?m)^---$")))
                .map(StrictManifests::one)
                .toList());
    }

    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found =
                manifests.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.get(0);
    }

    private static HasMetadata one(String yaml) {
        ManifestNode node = ManifestYaml.parse(yaml);
        String kind = node.text("apiVersion") + "/" + node.text("kind");
        assertThat(KINDS).containsKey(kind);
        return MAPPER.convertValue(node.toMap(), KINDS.get(kind));
    }

    /** The types would keep an unknown field in a map. */
    private static final class WithoutAnySetter extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return Boolean.FALSE;
        }
    }
}
