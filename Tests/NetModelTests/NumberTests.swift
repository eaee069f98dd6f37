// SPDX-License-Identifier: Apache-2.0

import NetModel
import Testing

struct VLANIDTests {
  @Test(arguments: [1, 2, 100, 4093, 4094])
  func `1 to 4094 are tags`(number: Int) {
    #expect(VLANID(number)?.number == number)
    #expect(VLANID(number)?.description == "\(number)")
  }

  @Test(arguments: [Int.min, -1, 0, 4095, 4096, Int.max])
  func `other numbers are none`(number: Int) {
    #expect(VLANID(number) == nil)
  }
}

struct MTUTests {
  @Test(arguments: [68, 576, 1280, 1500, 9000, 65535])
  func `68 to 65535 are sizes`(bytes: Int) {
    #expect(MTU(bytes)?.bytes == bytes)
    #expect(MTU(bytes)?.description == "\(bytes)")
  }

  @Test(arguments: [Int.min, -1, 0, 67, 65536, Int.max])
  func `other numbers are none`(bytes: Int) {
    #expect(MTU(bytes) == nil)
  }

  @Test func `they order by size`() throws {
    #expect(try #require(MTU(1500)) < #require(MTU(9000)))
  }
}

struct RouteMetricTests {
  @Test func `a metric has 32 bits`() {
    #expect(RouteMetric(0)?.description == "0")
    #expect(RouteMetric(4_294_967_295)?.number == .max)
    #expect(RouteMetric(4_294_967_296) == nil)
    #expect(RouteMetric(-1) == nil)
  }

  @Test func `ranks are hundreds`() {
    #expect((0..<3).map { RouteMetric(rank: $0).number } == [100, 200, 300])
    #expect(RouteMetric(rank: 100_000_000).number == .max)
    #expect(RouteMetric(rank: 0) < RouteMetric(rank: 1))
  }
}

struct IPv6ModeTests {
  @Test func `all modes but none take router advertisements`() {
    #expect(IPv6Mode.allCases.filter(\.acceptsRouterAdvertisements) == [.slaac, .stateless, .stateful])
  }

  @Test func `they order by what they ask for`() {
    #expect(IPv6Mode.allCases.sorted() == [.none, .slaac, .stateless, .stateful])
  }
}
