package io.github.wicredential.test;

import java.util.List;
import java.util.Map;

/** The two containers that answer like the metadata service of a virtual machine. */
record ProxySidecar(String proxyImage, String initImage, boolean nativeSidecar) {

    private static final String PROXY = "azwi-proxy";
    private static final String INIT = "azwi-proxy-init";
    private static final String PULL_POLICY = "imagePullPolicy";
    private static final String PULL = "IfNotPresent";

    /** The init container last; the proxy first, among the init containers or, before Kubernetes 1.32, the containers. */
    void inject(Node spec, long port) {
        List<Node> initContainers = spec.objects("initContainers");
        if (isAbsent(INIT, initContainers)) {
            initContainers.add(initContainer(port));
            spec.with("initContainers", initContainers);
        }
        String place = nativeSidecar ? "initContainers" : "containers";
        List<Node> containers = spec.objects(place);
        if (isAbsent(PROXY, containers)) {
            containers.add(0, proxy(port));
            spec.with(place, containers);
        }
    }

    private static boolean isAbsent(String name, List<Node> containers) {
        return containers.stream().noneMatch(container -> container.text("name").equals(name));
    }

    private Node initContainer(long port) {
        return new Node()
                .with("name", INIT)
                .with("image", initImage)
                .with("env", List.of(new Node().with("name", "PROXY_PORT").with("value", Long.toString(port))))
                .with(PULL_POLICY, PULL)
                .with(
                        "securityContext",
                        new Node()
                                .with(
                                        "capabilities",
                                        new Node()
                                                .with("add", List.of("NET_ADMIN"))
                                                .with("drop", List.of("ALL")))
                                .with("privileged", true)
                                .with("runAsUser", 0)
                                .with("runAsNonRoot", false));
    }

    private Node proxy(long port) {
        String portArgument = "--proxy-port=" + port;
        String logArgument = "--log-level=info";
        Node proxy = new Node()
                .with("name", PROXY)
                .with("image", proxyImage)
                .with("args", List.of(portArgument, logArgument))
                .with("ports", List.of(new Node().with("containerPort", port)))
                .with(
                        "lifecycle",
                        Node.copyOf(Map.of(
                                "postStart",
                                Map.of(
                                        "exec",
                                        Map.of("command", List.of("/proxy", portArgument, "--probe", logArgument))))))
                .with(PULL_POLICY, PULL)
                .with(
                        "securityContext",
                        new Node()
                                .with("capabilities", new Node().with("drop", List.of("ALL")))
                                .with("privileged", false)
                                .with("runAsNonRoot", true)
                                .with("readOnlyRootFilesystem", true)
                                .with("allowPrivilegeEscalation", false));
        return nativeSidecar ? proxy.with("restartPolicy", "Always") : proxy;
    }
}
