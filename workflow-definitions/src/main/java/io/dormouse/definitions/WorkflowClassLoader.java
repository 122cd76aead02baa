package io.dormouse.definitions;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * The classes of one jar, or of one folder of classes. What workflows share with the service (the JDK, the API and contracts of Dormouse, Vert.x,
 * Jackson) comes from the service; everything else from there first, so that authors may bring their own versions.
 */
final class WorkflowClassLoader extends URLClassLoader {
    private static final String[] SHARED = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "io.dormouse.flow.",
        "io.dormouse.contracts.",
        "io.vertx.",
        "io.netty.",
        "com.fasterxml.jackson.",
        "org.slf4j."
    };

    WorkflowClassLoader(URL code, ClassLoader parent) {
        super(code.getPath(), new URL[] {code}, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isShared(name)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) loaded = ownOrParents(name);
            if (resolve) resolveClass(loaded);
            return loaded;
        }
    }

    private Class<?> ownOrParents(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException notThere) {
            return getParent().loadClass(name);
        }
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    private static boolean isShared(String name) {
        for (String prefix : SHARED) {
            if (name.startsWith(prefix)) return true;
        }
        return false;
    }
}
