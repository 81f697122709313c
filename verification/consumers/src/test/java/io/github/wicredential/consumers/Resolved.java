package io.github.wicredential.consumers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What Maven made of a row.
 *
 * @param path the class path; empty if it could not be resolved
 * @param alone the class path of the same application without wi-credential
 * @param broken the enforcer's rules that it breaks
 * @param brokenAlone those that it breaks without wi-credential
 */
record Resolved(List<Path> path, List<Path> alone, List<String> broken, List<String> brokenAlone) {

    /** What is on the class path because of wi-credential, ours apart. */
    List<String> added() {
        List<String> added = names(path);
        added.removeAll(names(alone));
        added.removeIf(name -> name.startsWith("wi-credential-"));
        return added;
    }

    /** What the application has no more, or not in this version. */
    List<String> removed() {
        List<String> removed = names(alone);
        removed.removeAll(names(path));
        return removed;
    }

    /** The rules that it breaks because of wi-credential. */
    List<String> brokenByUs() {
        List<String> rules = new ArrayList<>(new TreeSet<>(broken));
        rules.removeAll(brokenAlone);
        return rules;
    }

    private static List<String> names(List<Path> path) {
        return new ArrayList<>(
                path.stream().map(entry -> entry.getFileName().toString()).toList());
    }
}
