package io.github.wicredential.consumers;

import java.util.List;
import java.util.Set;

/**
 * What an application declares.
 *
 * @param version empty where the build manages it
 */
record Dependency(String group, String artifact, String version, String scope) {

    static final String OUR_GROUP = "io.github.wicredential";
    private static final Set<String> OURS =
            Set.of("thirdparty", "core", "azure", "azure-identity", "clients", "spring", "test");

    /** As written in the table: {@code core}, {@code test@test}, {@code group:artifact[:version][@scope]}. */
    static Dependency parse(String text) {
        int at = text.indexOf('@');
        String scope = at < 0 ? "compile" : text.substring(at + 1);
        List<String> parts = List.of((at < 0 ? text : text.substring(0, at)).split(":", -1));
        if (parts.size() == 1 && OURS.contains(text.split("@", 2)[0])) {
            return new Dependency(OUR_GROUP, "wi-credential-" + parts.get(0), Published.VERSION, scope);
        }
        if (parts.size() < 2 || parts.size() > 3) {
            throw new IllegalArgumentException("not a dependency: " + text);
        }
        return new Dependency(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : "", scope);
    }

    boolean ours() {
        return group.equals(OUR_GROUP);
    }

    String xml(boolean managed) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId>"
                + (version.isEmpty() || managed ? "" : "<version>" + version + "</version>")
                + (scope.equals("compile") ? "" : "<scope>" + scope + "</scope>")
                + "</dependency>";
    }
}
