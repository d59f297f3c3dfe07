/** The measured service: its processes, their settings, metrics and resource use. */
package dev.easel.bench.service;
