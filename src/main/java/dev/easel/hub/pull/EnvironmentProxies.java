package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} name, in lower or upper
 * case, as other tools read them. Java itself reads only its system properties, which apply where no variable is set.
 */
record EnvironmentProxies(Map<String, String> environment) {

    /** The proxy for an address, or {@link Proxy#NO_PROXY}. */
    Proxy of(URI address) {
        if (isExempt(address.getHost())) {
            return Proxy.NO_PROXY;
        }
        return value(address.getScheme() + "_proxy")
                .or(() -> value("all_proxy"))
                .map(EnvironmentProxies::proxy)
                .or(() -> Optional.ofNullable(ProxySelector.getDefault())
                        .map(system -> system.select(address).getFirst()))
                .orElse(Proxy.NO_PROXY);
    }

    private static Proxy proxy(String address) {
        var uri = URI.create(address.contains("://") ? address : "http://" + address);
        if (uri.getHost() == null || uri.getUserInfo() != null || !"http".equals(uri.getScheme())) {
            throw new HubException("the environment names a proxy that cannot be used: expected http://host:port,"
                    + " without a user or password");
        }
        return new Proxy(
                Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
    }

    private boolean isExempt(String host) {
        return isLoopback(host)
                || value("no_proxy").stream()
                        .flatMap(list -> Arrays.stream(list.split(",")))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .anyMatch(name -> covers(name, host));
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    private static boolean covers(String name, String host) {
        var domain = name.startsWith(".") ? name.substring(1) : name;
        return name.equals("*") || host.equalsIgnoreCase(domain) || host.endsWith("." + domain);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(text -> !text.isBlank());
    }
}
