package io.github.wicredential.test.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads manifests as Kubernetes' types and refuses what a cluster would: an unknown field, a required one that is missing, a
 * number or truth value where a text belongs and the reverse.
 */
final class StrictManifests {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/Pod", Pod.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/Job", Job.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);
    private static final ObjectMapper MAPPER = mapper();

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
        assertThat(KINDS).containsKey(kind(node));
        assertSchema(node);
        return MAPPER.convertValue(node.toMap(), KINDS.get(kind(node)));
    }

    /** One document of any kind of Kubernetes' own; its values' types only where the kind is one that we read. */
    static void check(String yaml) {
        ManifestNode node = ManifestYaml.parse(yaml);
        if (KINDS.containsKey(kind(node))) {
            one(yaml);
        } else {
            assertSchema(node);
        }
    }

    private static String kind(ManifestNode node) {
        return node.text("apiVersion") + "/" + node.text("kind");
    }

    /**
     * By Kubernetes' OpenAPI, from which the classes of its Java client are made: every field is known and no required one is
     * missing. By reflection, since those classes carry annotations that are not on the class path.
     */
    private static void assertSchema(ManifestNode node) {
        String type = "io.kubernetes.client.openapi.models.V1" + node.text("kind");
        try {
            Class.forName(type)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, new Gson().toJsonTree(node.toMap()));
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Kubernetes' OpenAPI has no " + type, e);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper()
                .setAnnotationIntrospector(new WithoutAnySetter())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        for (LogicalType type : List.of(LogicalType.Boolean, LogicalType.Integer)) {
            mapper.coercionConfigFor(type).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
        }
        return mapper;
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
