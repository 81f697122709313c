/** An application of the module path. */
module shop {
    requires io.github.wicredential;
}
