package consumer;

/** Something that an application does. */
interface Check {

    String VAULT = "https://vault.azure.net/.default";

    void run() throws Exception;

    static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
