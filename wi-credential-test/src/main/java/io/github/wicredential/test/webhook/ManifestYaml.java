package io.github.wicredential.test.webhook;

import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML, in a class of its own: SnakeYAML is optional and only loaded from here. */
final class ManifestYaml {

    private ManifestYaml() {}

    static ManifestNode parse(String text) {
        Object document;
        try {
            document = yaml().load(text);
        } catch (RuntimeException e) {
            // Tags that do not fit make SnakeYAML throw more than its own exceptions.
            throw new IllegalArgumentException("the manifest is not YAML", e);
        }
        if (document instanceof Map<?, ?> map) {
            return ManifestNode.copyOf(map);
        }
        throw new IllegalArgumentException("the manifest must be one object");
    }

    static String write(ManifestNode node) {
        return yaml().dump(node.toMap());
    }

    private static Yaml yaml() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions writing = new DumperOptions();
        writing.setDefaultFlowStyle(FlowStyle.BLOCK);
        writing.setWidth(200);
        writing.setSplitLines(false);
        return new Yaml(new SafeConstructor(loading), new Representer(writing), writing, loading, new NoDates());
    }

    /** To Kubernetes a date is a text. */
    private static final class NoDates extends Resolver {

        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }
}
