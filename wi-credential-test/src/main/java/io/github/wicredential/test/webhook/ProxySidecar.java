package io.github.wicredential.test.webhook;

import java.util.List;
import java.util.Map;

/** The two containers that answer like the metadata service of a virtual machine. */
record ProxySidecar(String proxyImage, String initImage, boolean nativeSidecar) {

    private static final String PROXY = "azwi-proxy";
    private static final String INIT = "azwi-proxy-init";
    private static final String PULL_POLICY = "imagePullPolicy";
    private static final String PULL = "IfNotPresent";

    /** The init container last; the proxy first, among the init containers or, before Kubernetes 1.32, the containers. */
    void inject(ManifestNode spec, long port) {
        List<ManifestNode> initContainers = spec.objects("initContainers");
        if (isAbsent(INIT, initContainers)) {
            initContainers.add(initContainer(port));
            spec.with("initContainers", initContainers);
        }
        String place = nativeSidecar ? "initContainers" : "containers";
        List<ManifestNode> containers = spec.objects(place);
        if (isAbsent(PROXY, containers)) {
            containers.add(0, proxy(port));
            spec.with(place, containers);
        }
    }

    private static boolean isAbsent(String name, List<ManifestNode> containers) {
        return containers.stream().noneMatch(container -> container.text("name").equals(name));
    }

    private ManifestNode initContainer(long port) {
        return new ManifestNode()
                .with("name", INIT)
                .with("image", initImage)
                .with(
                        "env",
                        List.of(new ManifestNode().with("name", "PROXY_PORT").with("value", Long.toString(port))))
                .with(PULL_POLICY, PULL)
                .with(
                        "securityContext",
                        new ManifestNode()
                                .with(
                                        "capabilities",
                                        new ManifestNode()
                                                .with("add", List.of("NET_ADMIN"))
                                                .with("drop", List.of("ALL")))
                                .with("privileged", true)
                                .with("runAsUser", 0)
                                .with("runAsNonRoot", false));
    }

    private ManifestNode proxy(long port) {
        String portArgument = "--proxy-port=" + port;
        String logArgument = "--log-level=info";
        ManifestNode proxy = new ManifestNode()
                .with("name", PROXY)
                .with("image", proxyImage)
                .with("args", List.of(portArgument, logArgument))
                .with("ports", List.of(new ManifestNode().with("containerPort", port)))
                .with(
                        "lifecycle",
                        ManifestNode.copyOf(Map.of(
                                "postStart",
                                Map.of(
                                        "exec",
                                        Map.of("command", List.of("/proxy", portArgument, "--probe", logArgument))))))
                .with(PULL_POLICY, PULL)
                .with(
                        "securityContext",
                        new ManifestNode()
                                .with("capabilities", new ManifestNode().with("drop", List.of("ALL")))
                                .with("privileged", false)
                                .with("runAsNonRoot", true)
                                .with("readOnlyRootFilesystem", true)
                                .with("allowPrivilegeEscalation", false));
        return nativeSidecar ? proxy.with("restartPolicy", "Always") : proxy;
    }
}
