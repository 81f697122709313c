/** An application of the module path with Azure's core. */
module shop {
    requires com.azure.core;
    requires io.github.wicredential.azure;
    requires jdk.httpserver;
}
