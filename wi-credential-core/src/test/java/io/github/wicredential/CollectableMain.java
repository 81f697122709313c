package io.github.wicredential;

import io.github.wicredential.thirdparty.jackson.core.JsonFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Loads the library in a class loader of its own, uses a credential, forgets it unclosed, and looks what remains. */
final class CollectableMain {

    private CollectableMain() {}

    public static void main(String[] args) throws Exception {
        WeakReference<ClassLoader> loader = use();
        anotherRecord();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
            LockSupport.parkNanos(100_000);
        }
        System.out.println("collected=" + (loader.get() == null) + " threads=" + ours());
        System.exit(0);
    }

    private static WeakReference<ClassLoader> use() throws Exception {
        URL[] library = {origin(WorkloadIdentity.class), origin(JsonFactory.class), origin(CollectableMain.class)};
        // Without a parent that knows the library, so that it is loaded anew.
        ClassLoader others = new Others(CollectableMain.class.getClassLoader());
        URLClassLoader loader = new URLClassLoader(library, others);
        Runnable user = (Runnable) loader.loadClass("io.github.wicredential.ForgetfulUser")
                .getDeclaredConstructor()
                .newInstance();
        if (user.getClass().getClassLoader() != loader) {
            throw new IllegalStateException("The library was not loaded anew.");
        }
        user.run();
        System.out.println("used, threads=" + ours());
        return new WeakReference<>(loader);
    }

    /**
     * Before JDK 19 the JDK keeps the last record whose {@code equals} was linked, whoever it belongs to; in an
     * application that is the next best one, here it is this one.
     */
    private static void anotherRecord() {
        record Other(String content) {}
        Other other = new Other("content");
        if (!other.equals(new Other("content"))
                || other.hashCode() == 0
                || other.toString().isEmpty()) {
            throw new IllegalStateException();
        }
    }

    private static URL origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static long ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wi-credential")
                        || thread.getName().startsWith("impatient"))
                .count();
    }

    private static final class Others extends ClassLoader {

        Others(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.github.wicredential.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
