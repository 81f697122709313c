package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.files.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pod in which this runs, by its name, which also tells what made it. */
public record Pod(@Nullable String name) {

    /** The names of pods that a ReplicaSet of a Deployment and a StatefulSet make (Kubernetes, SafeEncodeString). */
    private static final Pattern OF_A_DEPLOYMENT =
            Pattern.compile("([a-z0-9.-]+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}");

    private static final Pattern OF_A_STATEFUL_SET = Pattern.compile("([a-z0-9.-]+)-[0-9]{1,4}");
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** What only a pod has: the folders of its tokens. */
    private static final List<Path> MOUNTS = List.of(ACCOUNT, Path.of("/var/run/secrets/azure"));

    /** The search domains that the kubelet writes begin with that of the pod's namespace (Kubernetes, DNS for Services and Pods). */
    private static final Pattern SEARCHED = Pattern.compile("(?m)^search\\s+([a-z0-9-]+)\\.svc\\.");

    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_FILE = 4096;

    /**
     * What the container itself tells: how the doctor is started in it, and the pod's name and namespace, which Kubernetes writes
     * into files of it.
     */
    public static Evidence here() {
        Evidence here = new Evidence()
                .doctor(Docs.doctor())
                .put("namespace", namespace(ACCOUNT.resolve("namespace"), Path.of("/etc/resolv.conf")));
        return isMounted() ? new Pod(SmallFile.text(Path.of("/etc/hostname"), LONGEST_NAME)).tell(here) : here;
    }

    /** A pod without the API server's token has no file with its namespace, but the settings of its DNS. */
    static @Nullable String namespace(Path ofTheAccount, Path ofTheDns) {
        String written = SmallFile.text(ofTheAccount, LONGEST_NAME);
        if (written != null) {
            return written;
        }
        String settings = SmallFile.text(ofTheDns, LONGEST_FILE);
        Matcher searched = SEARCHED.matcher(settings == null ? "" : settings);
        return searched.find() ? searched.group(1) : null;
    }

    static boolean isMounted() {
        return MOUNTS.stream().anyMatch(Files::isDirectory);
    }

    public Evidence tell(Evidence known) {
        String text = name == null ? "" : name;
        Matcher deployment = OF_A_DEPLOYMENT.matcher(text);
        Matcher set = OF_A_STATEFUL_SET.matcher(text);
        return known.put("pod", name)
                .put(
                        "workload",
                        deployment.matches()
                                ? "deployment/" + deployment.group(1)
                                : set.matches() ? "statefulset/" + set.group(1) : null);
    }
}
